/** A header of all that the lab answers: who asks it knows that it is no AWS. */
export const LAB_HEADER = 'x-plimsoll-lab';
