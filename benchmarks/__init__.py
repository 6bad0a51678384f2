"""Speed and memory, each figure beside what one would use instead, measured in the same run: python -m benchmarks."""
