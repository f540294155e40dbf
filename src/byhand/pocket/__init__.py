"""What a colleague is told when they do not look: what they wish, their quiet hours, their browsers, web push."""
