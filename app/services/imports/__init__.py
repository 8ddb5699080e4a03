"""Import: tables that offices send become records, after a preview that shows what each row would do."""
