"""What things cost: figures as ratios taken in one run, printed and never asserted."""
