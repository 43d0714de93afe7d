/** What `pipeline` says when it is called with nothing. */
export const WELCOME = `pipeline: four agents write, improve, review and fix a program; a judge runs every version

  Try it without a key      pipeline demo
  Solve a problem           pipeline run problem.txt
  Practise a contest task   pipeline compete problem.txt
  Fix an existing file      pipeline debug legacy.py
  Judge your own program    pipeline check solution.py problem.txt

All commands: pipeline --help      One command: pipeline help run
`;
