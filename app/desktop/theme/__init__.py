"""How the window looks: colours, type and spacing as tokens, and the stylesheet made of them."""
