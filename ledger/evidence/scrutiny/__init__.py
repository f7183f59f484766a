"""What those who scrutinise decisions are given: samples that anyone can redraw, and packs."""
