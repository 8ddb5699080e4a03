"""Opens, makes, restores and keeps safe the workspace that everything else stands on."""
