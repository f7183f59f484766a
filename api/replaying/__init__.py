"""Pages as they were told and known at other moments: asked for, compared, and published."""
