"""What guards and what hurries: not what is taught."""
