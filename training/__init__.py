"""The training side: corpus, fitting, calibration, export and evaluation, on top of `serving`."""
