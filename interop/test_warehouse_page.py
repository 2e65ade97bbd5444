"""No SQL stands on the page that the journey does not run."""

import unittest

from answers import ANSWERS
from streams import PATTERNS
from warehouse_page import queries, views


class Page(unittest.TestCase):
    def test_every_query_has_an_answer_to_be_compared_with(self):
        patterns = {heading for heading, _ in PATTERNS.values()}
        self.assertEqual(set(queries()), set(ANSWERS) | patterns)

    def test_every_pattern_names_its_example(self):
        for heading, example in PATTERNS.values():
            self.assertIn(example, queries()[heading])

    def test_every_view_has_the_newest_rows_and_says_so(self):
        self.assertEqual(len(views()), 7)
        self.assertTrue(all(view.endswith("_current") for view in views()))


if __name__ == "__main__":
    unittest.main()
