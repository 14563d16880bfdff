"""The checker: rules over text and facts that report findings. Pure: text in, findings out."""
