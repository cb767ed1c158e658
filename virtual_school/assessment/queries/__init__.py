"""What people see of marks and of what pupils can do. The viewer comes first."""
