"""Figures: numbers in, matplotlib artists out. The only floor that knows matplotlib, and it never uses pyplot."""
