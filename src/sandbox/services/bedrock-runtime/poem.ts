/** Lines of the sandbox's own making, by persona and language. */
const POEMS: { readonly [persona: string]: { readonly ko: readonly string[]; readonly en: readonly string[] } } = {
  hamlet: {
    ko: [
      '격렬한 에너지여, 밤의 성벽을 두드려라,',
      '백이십 번 뛰는 맥박이 왕관을 흔드는구나.',
      '사느냐 죽느냐, 그 물음마저 춤이 되고',
      '다장조의 별 하나, 무대 위에 남는다.',
    ],
    en: [
      'O fierce and restless pulse, beat on the wall of night,',
      'six score of hammers shake the crown from off its height;',
      'to be, or not to be, has turned into a dance,',
      'and one bright star in C stays on the stage by chance.',
    ],
  },
  ophelia: {
    ko: [
      '강물은 박자를 세며 흐르고,',
      '꽃잎 하나가 노래의 끝을 붙든다.',
      '가라앉는 것은 몸이 아니라',
      '아직 부르지 못한 이름이다.',
    ],
    en: [
      'The river counts the time and runs,',
      'a petal holds the last note fast;',
      'what sinks is not the one who sings',
      'but names she had not sung at last.',
    ],
  },
};
const ANYONE = {
  ko: [
    '리듬이 문을 열면 빛이 먼저 들어온다,',
    '높은 음은 창가에, 낮은 음은 발밑에.',
    '우리는 잠시 같은 박자로 숨쉬고',
    '침묵이 마지막 행을 쓴다.',
  ],
  en: [
    'The rhythm opens, light comes first,',
    'the high notes at the pane, the low notes at our feet;',
    'we breathe a while in a single time',
    'and silence writes the line that makes it complete.',
  ],
};

/** A poem for a prompt: the same prompt gets the same poem, in Korean where the prompt asks for it. */
export function poemFor(prompt: string): string {
  const language = /[\uac00-\ud7a3]|\bkorean\b|\bko\b/i.test(prompt) ? 'ko' : 'en';
  const persona = Object.keys(POEMS).find((name) => new RegExp(`\\b${name}\\b`, 'i').test(prompt));
  return (POEMS[persona ?? ''] ?? ANYONE)[language].join('\n');
}
