/** What can happen to the screens on the wall. */
export type WallEvent = 'wall-display-made' | 'wall-display-ended'
