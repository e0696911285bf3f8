/** The file that options are written in for a project: the nearest one upward counts. */
export const CONFIG_NAME = '.bedrock-doctor.json';
