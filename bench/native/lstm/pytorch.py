"""PyTorch's nn.LSTM, asked for one batch of steps at a time: see main.cc. Denormals flushed, one thread."""

import json
import math
import sys
import time

try:
    import torch
except ImportError:
    print(json.dumps({"PyTorch": ""}), flush=True)
    sys.exit(0)

STEPS, INPUTS = 24, 5
BATCH_SECONDS = 0.004


def blas():
    """The library that multiplies matrices: it changes the times several fold."""
    try:
        with open("/proc/self/maps") as maps:
            files = {line.split()[-1] for line in maps if "blas" in line and ".so" in line}
    except OSError:
        return "unknown BLAS"
    for name in ("openblas", "mkl", "blis", "atlas"):
        if any(name in file.lower() for file in files):
            return {"openblas": "OpenBLAS", "mkl": "MKL", "blis": "BLIS", "atlas": "ATLAS"}[name]
    return "reference BLAS" if files else "its own BLAS"


class Forecaster(torch.nn.Module):
    """A layer and a head that adds up h_T, with the weights that all libraries start from."""

    def __init__(self, hidden):
        super().__init__()
        self.lstm = torch.nn.LSTM(INPUTS, hidden, batch_first=True)
        self.head = torch.nn.Linear(hidden, 1)
        rows = INPUTS + hidden + 1
        w = torch.tensor([0.1 * math.sin(i) for i in range(rows * 4 * hidden)]).reshape(rows, 4, hidden)
        w = w[:, [0, 1, 3, 2], :].reshape(rows, 4 * hidden)  # i, f, o, g to its i, f, g, o
        with torch.no_grad():
            self.lstm.weight_ih_l0.copy_(w[:INPUTS].T)
            self.lstm.weight_hh_l0.copy_(w[INPUTS : INPUTS + hidden].T)
            self.lstm.bias_ih_l0.copy_(w[-1])
            self.lstm.bias_hh_l0.zero_()
            self.head.weight.fill_(1)
            self.head.bias.zero_()

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, -1])


class Job:
    def __init__(self, work, hidden, batch):
        x = torch.tensor([math.sin(0.7 * i) for i in range(batch * STEPS * INPUTS)])
        self.x = x.reshape(batch, STEPS, INPUTS)
        self.y = torch.zeros(batch, 1)
        self.model = Forecaster(hidden)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-6)
        with torch.no_grad():
            self.seen = self.model(self.x)[0].item()
        self.run = self.train if work == "training" else self.predict
        self.run()
        started = time.perf_counter()
        self.run()
        self.calls = max(1, math.ceil(BATCH_SECONDS / (time.perf_counter() - started)))

    def train(self):
        self.optimizer.zero_grad()
        torch.nn.functional.mse_loss(self.model(self.x), self.y).backward()
        self.optimizer.step()

    def predict(self):
        with torch.no_grad():
            self.model(self.x)

    def batch(self):
        self.run()
        cpu, wall = time.process_time_ns(), time.perf_counter_ns()
        for _ in range(self.calls):
            self.run()
        cpu, wall = time.process_time_ns() - cpu, time.perf_counter_ns() - wall
        return {"cpu": cpu / self.calls, "wall": wall / self.calls, "seen": self.seen}


def main():
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.ones(64, 64) @ torch.ones(64, 64)  # loads the BLAS
    print(json.dumps({"PyTorch": f"{torch.__version__} with {blas()}"}), flush=True)
    jobs = {}
    for line in sys.stdin:
        _, work, hidden, batch, _ = line.split()
        if line not in jobs:
            jobs[line] = Job(work, int(hidden), int(batch))
        print(json.dumps(jobs[line].batch()), flush=True)


main()
