{{ microsoft_365.stage_report(source('m365', 'copilot_usage_user_detail'), [
    ('userPrincipalName', 'user_principal_name', 'string'),
    ('lastActivityDate', 'last_activity_date', 'date'),
    ('copilotChatLastActivityDate', 'copilot_chat_last_activity_date', 'date'),
    ('microsoftTeamsCopilotLastActivityDate', 'teams_last_activity_date', 'date'),
    ('wordCopilotLastActivityDate', 'word_last_activity_date', 'date'),
    ('excelCopilotLastActivityDate', 'excel_last_activity_date', 'date'),
    ('powerPointCopilotLastActivityDate', 'powerpoint_last_activity_date', 'date'),
    ('outlookCopilotLastActivityDate', 'outlook_last_activity_date', 'date'),
    ('oneNoteCopilotLastActivityDate', 'onenote_last_activity_date', 'date'),
    ('loopCopilotLastActivityDate', 'loop_last_activity_date', 'date')
]) }}
