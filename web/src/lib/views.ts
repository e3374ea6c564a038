// The menu: which views there are, what each needs from the engine, and how it is loaded.
import type { Component } from 'svelte';
import type { Bench } from './bench';
import type { About } from './schema';

export interface View {
  /** Word in the address: `?view=order`. */
  id: string;
  name: string;
  /** The question that it answers, for the menu's hint. */
  question: string;
  /** Endpoints without which it is left out of the menu. */
  needs: readonly string[];
  load: () => Promise<{ default: Component<{ bench: Bench }> }>;
}

export const VIEWS: readonly View[] = [
  {
    id: 'ask',
    name: 'Ask',
    question: 'What is the most that these actors can agree to do together?',
    needs: [],
    load: () => import('../views/Ask.svelte'),
  },
  {
    id: 'core',
    name: 'Cores',
    question: 'Who must be in the room?',
    needs: ['core'],
    load: () => import('../views/Cores.svelte'),
  },
  {
    id: 'norms',
    name: 'Common ground',
    question: 'On which norms would all of them agree?',
    needs: ['common-ground'],
    load: () => import('../views/CommonGround.svelte'),
  },
  {
    id: 'order',
    name: 'Order',
    question: 'Multipolar or polycentric, since when, how sure?',
    needs: ['order'],
    load: () => import('../views/Order.svelte'),
  },
  {
    id: 'map',
    name: 'Map',
    question: 'Who stands where, and who is tied to whom?',
    needs: ['principles', 'power'],
    load: () => import('../views/WorldMap.svelte'),
  },
  {
    id: 'registry',
    name: 'Registry',
    question: 'Which partnerships are there, and how deep are they?',
    needs: ['registry'],
    load: () => import('../views/Registry.svelte'),
  },
  {
    id: 'lookback',
    name: 'Look back',
    question: 'What would have been said then, and what came of it?',
    needs: ['lookback'],
    load: () => import('../views/LookBack.svelte'),
  },
];

/** Endpoints that this engine has. */
export const endpointsOf = (about: About): readonly string[] => about.views;

/** The views whose figures this engine can give. */
export function viewsOf(about: About): readonly View[] {
  const given = new Set(endpointsOf(about));
  return VIEWS.filter((view) => view.needs.every((need) => given.has(need)));
}
