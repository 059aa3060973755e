"""The engines that play a citizen and judge a talk."""
