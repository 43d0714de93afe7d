import unittest

from statistics_report import median, most_common, moving_average


class Figures(unittest.TestCase):
    def test_median_of_an_odd_count(self):
        self.assertEqual(median([3, 1, 2]), 2)

    def test_median_of_an_even_count(self):
        self.assertEqual(median([4, 1, 3, 2]), 2.5)

    def test_median_leaves_its_argument_alone(self):
        values = [3, 1, 2]
        median(values)
        self.assertEqual(values, [3, 1, 2])

    def test_moving_average_reaches_the_end(self):
        self.assertEqual(moving_average([1, 2, 3, 4], 2), [1.5, 2.5, 3.5])

    def test_most_common_forgets_earlier_calls(self):
        self.assertEqual(most_common(["a", "a"]), "a")
        self.assertEqual(most_common(["b"]), "b")


if __name__ == "__main__":
    unittest.main()
