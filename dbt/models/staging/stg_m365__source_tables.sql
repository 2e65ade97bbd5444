{{ microsoft_365.stage_source_tables() }}
