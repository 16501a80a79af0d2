// What a new guide begins with: every field with a word on it, and valid as soon as the empty ones are filled in.

/** In quotes where YAML would read it as something else. */
export function plain(text: string): string {
  const safe = /^[\p{L}\p{N}][^:#"'\n]*$/u.test(text) && !/^([\d.+-]+|true|false|null|yes|no|on|off)$/i.test(text) && text === text.trim();
  return safe ? text : JSON.stringify(text);
}

export const template = (id: string, title: string, area: string) => `# A guide leads contacts through the product, step by step.
# What stands behind a # is only for you.
id: ${id}
title: ${plain(title)}
# One sentence: what they will have done at the end.
summary:
# The part of the product, such as team.
product_area:${area && ` ${plain(area)}`}
# How it is found: what contacts write who need it, one a line.
questions:
  -
# The article that tells the same in words.
# article: articles/team/invite-a-teammate.md
# Only for these; without it, for everybody.
# audience: {plans: [plus], roles: [owner, admin]}
steps:
  - id: open-page
    # What to do: Open Settings in the menu on the left.
    instruction:
    # One of click, input, select, navigate and observe.
    action: click
    # What it is done on: its role and name, as a screen reader
    # says them. A test_id finds it for sure; text, heading and,
    # as the last resort, css may help.
    target: {role: link, name: }
    # What holds when it is done; then the next step comes.
    # In a route, * stands for one part: /settings/*
    postconditions:
      - route:
  # The next step. What must hold before it can begin are its
  # preconditions; conditions are route, element, text or event.
  # - id: invite
  #   instruction: Choose Invite teammate.
  #   action: click
  #   target: {role: button, name: Invite teammate}
  #   preconditions:
  #     - element: {role: button, name: Invite teammate}
  #   postconditions:
  #     - text: Invitation sent
  #     - event: teammate.invited
`;
