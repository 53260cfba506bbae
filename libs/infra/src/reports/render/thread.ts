import { renderAll } from './render.js';
import type { Rendered } from './rendered.js';

export type Task = Parameters<typeof renderAll>;

/** What a thread of the pool does. */
export const render = ([set, options]: Task): Promise<readonly Rendered[]> => renderAll(set, options);
