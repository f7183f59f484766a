"""What leaves the building: seals, witnesses, bundles and their verification."""
