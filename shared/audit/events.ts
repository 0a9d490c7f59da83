export type AuditEvent = 'record-printed' | 'record-copied' | 'figures-printed' | 'figures-saved' | 'look-reviewed'
