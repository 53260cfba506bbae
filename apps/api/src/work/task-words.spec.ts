import { SUBJECTS, TASKS, taskWords, wordsOf } from './task-words.js';

describe('the words of tasks', () => {
  it('are of one subject each, so that a list can be asked for a task by its name', () => {
    const named = SUBJECTS.flatMap((kind) => Object.keys(taskWords[kind]).map((task) => [task, kind] as const));
    const twice = named.filter(([task], n) => named.findIndex(([each]) => each === task) < n);
    expect([twice, named.length]).toEqual([[], TASKS.length]);
  });

  it('say in both languages what is to be done and what happens if not', () => {
    for (const kind of SUBJECTS) {
      for (const task of Object.keys(taskWords[kind])) {
        const { title, then } = wordsOf(kind, task) ?? {};
        for (const words of [title, then]) expect([task, words?.en, words?.zh]).toEqual([task, expect.stringMatching(/^[A-Z][^\p{Script=Han}]+$/u), expect.stringMatching(/\p{Script=Han}/u)]);
      }
    }
  });
});
