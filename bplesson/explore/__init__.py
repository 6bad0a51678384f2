"""The explorers: state, controls, picture. The only floor that knows widgets."""
