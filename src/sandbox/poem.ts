/** Lines of the sandbox's own making; a poem is four of them, picked by what was asked. */
const KOREAN = [
  '격렬한 에너지여, 밤의 성벽을 두드려라,',
  '백이십 번 뛰는 맥박이 왕관을 흔드는구나.',
  '사느냐 죽느냐, 그 물음마저 춤이 되고',
  '다장조의 별 하나, 무대 위에 남는다.',
];
const ENGLISH = [
  'O fierce and restless pulse, beat on the wall of night,',
  'six score of hammers shake the crown from off its height;',
  'to be, or not to be, has turned into a dance,',
  'and one bright star in C stays on the stage by chance.',
];

/** A poem in the language asked for; the same request gets the same poem. */
export const poem = (language: string): string => (language === 'ko' ? KOREAN : ENGLISH).join('\n');

/** About four characters of English or two of Korean make a token. */
export const tokensOf = (text: string): number => Math.max(1, Math.ceil(text.length / 3));
