/** The program that opens an address in the user's browser: https://specifications.freedesktop.org/desktop-entry-spec/latest/ */
export function browserCommand(platform: string, url: string): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', url];
  // `start` is a word of the shell; rundll32 needs none, so that & in an address stays an address.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}
