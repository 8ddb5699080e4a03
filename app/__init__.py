"""市町村DX支援デスク: the contractor's desk for a prefectural DX support contract."""

__version__ = "0.1.0"
