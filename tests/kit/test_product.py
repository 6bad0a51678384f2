"""The product with its own weight missing: the same factors in words, in LaTeX and in numbers; the engine agrees."""

import numpy as np
import pytest

from bplesson import Network
from bplesson.chain.case_equations import any_chain, derivative
from bplesson.kit import palette
from bplesson.kit.product import Factor, Product
from tests.kit.plain import plain
from tests.kit.reference import bent_chains, chains

A = Product([Factor("a", "α", 2.0), Factor("b", "β", 3.0)], Factor("w", "ω"), [Factor("x", "ξ", 5.0)])


def test_a_product_is_written_in_words_in_pieces_and_in_latex():
    assert A.text == "α · β · [ω missing] · ξ"
    assert A.runs == [("backward", "α · β"), ("missing", " [ω missing] "), ("forward", "ξ")]
    assert A.in_full == "a b x" and plain(A.latex()) == "a b [w missing] x"
    assert plain(A.latex(left="l", right="r")) == "[l: a b] [w missing] [r: x]"
    colours = [A.latex().index(colour) for colour in (palette.BACKWARD, palette.MISSING, palette.FORWARD)]
    assert colours == sorted(colours)


def test_its_value_leaves_the_missing_weight_out_and_may_be_a_matrix():
    assert A.value == 30.0
    column, row = np.array([[1.0], [2.0]]), np.array([[3.0, 4.0]])
    assert np.array_equal(Product([Factor("", "", column)], A.missing, [Factor("", "", row)]).value, column @ row)


@pytest.mark.parametrize(("weights", "x", "y", "eta"), chains(6))
def test_the_products_of_a_linear_chain_are_the_gradients_of_the_engine(weights, x, y, eta):
    network, N = Network.chain(weights), len(weights)
    chain = any_chain(network, np.array([[x]]), np.array([[y]]), eta)
    products = [derivative(i, N, True, chain) for i in range(N)]
    assert np.allclose([each.value for each in products], np.ravel(network.backward(x, y).gradients), rtol=1e-12)
    for i, product in enumerate(products):
        assert len(product.back) + len(product.ahead) == N + 1
        assert product.missing.words not in [each.words for each in (*product.back, *product.ahead)]
        assert product.text.count(f"[{product.missing.words} missing]") == 1, i


@pytest.mark.parametrize("reference", bent_chains(6), ids=lambda chain: "-".join(chain.names))
def test_the_products_of_any_chain_are_the_gradients_of_the_engine(reference):
    chain = any_chain(*reference.case, 0.1)
    for i, gradient in enumerate(reference.network.backward(reference.x, reference.y).gradients):
        product = derivative(i, chain.N, chain=chain)
        assert product.value == pytest.approx(gradient.item(), rel=1e-12, abs=1e-300)
        assert len(product.back) == 2 * (chain.N - i) and len(product.ahead) == 1
