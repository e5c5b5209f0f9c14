"""PyTorch as its tutorials write it: a Sequential model of float64, a loss from logits, SGD, one step after the other."""

import torch
from torch import nn

from course_lib.network import Params

ACTIVATIONS = {"tanh": nn.Tanh, "relu": nn.ReLU}


def prepare(case):
    """A function that trains the case and returns its last weights."""
    torch.set_num_threads(1)
    X, Y = (torch.tensor(array.T.copy(order="C")) for array in (case.X, case.Y))
    binary = case.net.output == "sigmoid"
    targets, loss = (Y, nn.BCEWithLogitsLoss()) if binary else (Y.argmax(dim=1), nn.CrossEntropyLoss())

    def run():
        model = _model(case)
        optimizer = torch.optim.SGD(model.parameters(), lr=case.learning_rate)
        for chosen in (None,) * case.steps if case.batch_size is None else torch.tensor(case.batches()):
            X_batch, Y_batch = (X, targets) if chosen is None else (X[chosen], targets[chosen])
            optimizer.zero_grad()
            loss(model(X_batch), Y_batch).backward()
            optimizer.step()
        return _params(model)

    return run


def _model(case):
    """The layers with the case's first weights, without the output's activation, which the loss includes."""
    layers = []
    for l, W in case.params.W.items():
        layers += [nn.Linear(W.shape[1], W.shape[0], dtype=torch.float64), *(ACTIVATIONS[name]() for name in case.net.hidden[l - 1 : l])]
        with torch.no_grad():
            layers[2 * l - 2].weight.copy_(torch.tensor(W))
            layers[2 * l - 2].bias.copy_(torch.tensor(case.params.b[l].ravel()))
    return nn.Sequential(*layers)


def _params(model):
    linear = dict(enumerate((layer for layer in model if isinstance(layer, nn.Linear)), start=1))
    W = {l: layer.weight.detach().numpy() for l, layer in linear.items()}
    return Params(W, {l: layer.bias.detach().numpy().reshape(-1, 1) for l, layer in linear.items()})
