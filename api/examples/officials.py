"""Invented people in office."""

from __future__ import annotations

SERGEANT = {
    "name": "Sgt Mair Pugh",
    "role": "custody-sergeant",
    "rank": "sergeant",
    "number": "1187",
}
INSPECTOR = {"name": "Insp Nia Rees", "role": "supervisor", "rank": "inspector", "number": "0412"}
SECOND_INSPECTOR = {"name": "Insp Huw Lloyd", "role": "supervisor", "rank": "inspector"}
OFFICER = {"name": "PC Dewi Bowen", "role": "investigating-officer", "rank": "constable"}
NAVIGATOR = {"name": "Gwen Parry", "role": "navigator", "number": "N-03"}
POLICY = {"name": "Eirlys Vaughan", "role": "policy"}
