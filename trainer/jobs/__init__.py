"""Work behind the page: grading. The store tells what is left to do, so a restart loses nothing."""
