"""What heads of columns, labels of rows and titles of tables say."""
