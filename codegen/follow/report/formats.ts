/** How the report of `motorized follow` may be printed. */
export const FOLLOW_FORMATS = ['text', 'markdown', 'json'] as const;

export type FollowFormat = (typeof FOLLOW_FORMATS)[number];
