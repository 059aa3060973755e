"""What the application is measured beside."""
