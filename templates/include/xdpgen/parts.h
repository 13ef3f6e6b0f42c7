/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Rules in parts: many rules are several functions, tried one after the other.
 *
 * These functions are not static. Such a function the verifier looks at once, by itself, as one that may be called with any
 * packet: what it has to walk is a sum over the parts, and how they can follow each other does not matter. That is also why
 * a part asks for `p` not to be NULL, which it never is.
 */
#ifndef XDPGEN_PARTS_H
#define XDPGEN_PARTS_H

/* What a part comes to: the slot and the action of its first rule that matches, in one number. */
#define DECIDED(slot, action) ((__u32)(slot) << 3 | (action))
#define SLOT_OF(decided) ((decided) >> 3)
#define ACTION_OF(decided) ((decided) & 7)

/* None of its rules matches. No slot is that high. */
#define UNDECIDED 0xffffffff

#endif
