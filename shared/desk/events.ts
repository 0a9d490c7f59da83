/** What can happen to how somebody looks at the board, and by which keys they work. */
export type DeskEvent = 'view-saved' | 'view-removed' | 'own-keys-set'
