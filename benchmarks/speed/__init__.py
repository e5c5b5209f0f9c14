"""The speed comparison, side by side in one run: python -m benchmarks.speed

Each way to train has a file and two functions at most: `prepare(case)` returns a function without arguments, which trains from the
case's first weights for all its steps and returns the last weights as a Params. The clock calls the ways in turns and compares what they return.
"""
