/** What can happen to how somebody looks at the board. */
export type DeskEvent = 'view-saved' | 'view-removed'
