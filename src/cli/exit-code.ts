/** What `plimsoll` tells the shell. */
export enum ExitCode {
  /** It did what was asked. */
  Done = 0,
  /** It failed, through no fault of the command line or a file. */
  Failure = 1,
  /** The command line or a file is wrong; stderr names each mistake. */
  Usage = 2,
  /** The work is done, but the best strategy misses the SLO, a threshold was missed, or what was asked for is not there yet. */
  Missed = 3,
  /** AWS refused a call. */
  AwsRefused = 4,
  /** Stopped by Ctrl-C, or by SIGTERM, with what there was till then: 128 + SIGINT for both. */
  Interrupted = 130,
}
