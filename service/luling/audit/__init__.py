"""The evidence log: what was asked and answered, durable before it is answered, chained, signed, verifiable."""
