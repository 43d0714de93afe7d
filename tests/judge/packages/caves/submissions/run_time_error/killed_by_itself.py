import signal

print(0, 1, flush=True)
signal.raise_signal(signal.SIGTERM)
