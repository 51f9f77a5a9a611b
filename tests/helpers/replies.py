"""What terminals send although nobody types: recorded replies, and those of their manuals.

Recorded with a program that asked every question in turn: tmux 3.3a, GNU screen 4.9.0, mosh 1.4.0,
and xterm 379 with seven and with eight bits. The others are from what their authors have written,
named beside them.
"""

from __future__ import annotations

TMUX = (
    "\x1b[?1;2c",
    "\x1b[>84;0;0c",
    "\x1b[0n",
    "\x1b[1;1R",
    "\x1bP>|tmux 3.3a\x1b\\",
    "\x1b[8;80;24t",
)
SCREEN = (
    "\x1b[?1;2c",
    "\x1b[>83;40900;0c",
    "\x1b[1t",
    "\x1b]lpython3\x1b\\",
    "\x1b[2;1;1;112;112;1;0x",
    "\x1b[3;1;1;112;112;1;0x",
)
MOSH = ("\x1b[?62c", "\x1b[>1;10;0c", "\x1b[2;1R")
XTERM = (
    "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
    "\x1b[>41;379;0c",
    "\x1bP!|00000000\x1b\\",
    "\x1b[?1;1;1R",
    "\x1b[?13n",
    "\x1b[?27;1;0;0n",
    "\x1b[?53n",
    "\x1b[?2026;0$y",
    "\x1b[4;2$y",
    "\x1bP>|XTerm(379)\x1b\\",
    "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    "\x1b]10;rgb:0000/0000/0000\x1b\\",
    "\x1b]11;rgb:ffff/ffff/ffff\x07",
    "\x1b[>4;0m",
    "\x1bP1$r0m\x1b\\",
    "\x1bP1$r1;24r\x1b\\",
    "\x1bP1$r2 q\x1b\\",
    "\x1bP0$r\x1b\\",
    "\x1bP1$u1;32;1;@;@;@;0;2;O;BBBB\x1b\\",
    "\x1bP2$u1/9/17/25/33/41/49/57/65/73/81\x1b\\",
    "\x1bP1!~FF50\x1b\\",
    "\x1b[?1;3S",
)
XTERM_EIGHT_BITS = (
    "\x9b?65;1;2;6;9;15;16;17;18;21;22;28c",
    "\x9b>65;379;0c",
    "\x90!|00000000\x9c",
    "\x9b1;1R",
    "\x9b4;2$y",
    "\x90>|XTerm(379)\x9c",
    "\x9d11;rgb:ffff/ffff/ffff\x07",
    "\x9d12;rgb:0000/0000/0000\x9c",
    "\x901$r2 q\x9c",
)
# "XTerm Control Sequences" (ctlseqs): reports of the window and its titles, selections, fonts,
# capabilities, checksums and locators.
XTERM_MANUAL = (
    *("\x1b[2t", "\x1b[3;10;20t", "\x1b[4;480;640t", "\x1b[6;16;8t", "\x1b[9;50;132t"),
    *("\x1b]Licon\x1b\\", "\x1b]la title: quit?\x1b\\", "\x1b]52;c;bm5iYnJSCg==\x07"),
    *("\x1b]50;9x15\x1b\\", "\x1bP1+r544e=787465726d\x1b\\", "\x1bP0+r\x1b\\"),
    *("\x1b[1;2;3;4;0&w", "\x1b[?21n", "\x1b[?70n", "\x1b[?0$y", "\x1b[?12;2$y"),
    "\x1b]5;0;rgb:1/2/3\x1b\\",
)
# The same: whether the window is an icon, where its text area is, in which sizes; its title and
# icon in hexadecimal; editing extent, private modes and colours that were asked for; the printer,
# the locator, the data's integrity, sessions, macros; keyboard formats; selected attributes.
XTERM_MANUAL_MORE = (
    *("\x1b[1t", "\x1b[3;0;0t", "\x1b[4;0;0t", "\x1b[5;1050;1680t", "\x1b[8;24;80t"),
    *("\x1b]l\x1b\\", "\x1b]L\x07", "\x1b]l6e71\x1b\\", "\x1b]lHJKLXNR\x07"),
    *('\x1b[24;80;1;1;1"w', "\x1b[1;2;3#Q", "\x1b[?10n", "\x1b[?11n", "\x1b[?50n", "\x1b[?55n"),
    *("\x1b[?57;1n", "\x1b[?83n", "\x1b[0*{", "\x1bP1!~0000\x1b\\", "\x1b[?20n", "\x1b[0&w"),
    *("\x1b[>0;1m", "\x1b[>4;2m", "\x1b[>1;2f", "\x1b[0;1;4m", "\x1b[?2;0;1000;1000S"),
    *('\x1bP1$r64;1"p\x1b\\', '\x1bP1$r0"q\x1b\\', "\x1bP1$r0*x\x1b\\", "\x1bP1$r24t\x1b\\"),
    *("\x1bP1$r1;80s\x1b\\", "\x1bP1$r80$|\x1b\\", "\x1bP1$r24*|\x1b\\", "\x1bP0$r6\x1b\\"),
    *("\x1bP1+r436f=323536\x1b\\", "\x1bP1+r6b62=7f;6b44=1b5b337e\x1b\\", "\x1bP0+r78\x1b\\"),
    *("\x1b]60;allowWindowOps\x1b\\", "\x1b]61;1\x1b\\", "\x1b]17;rgb:0/0/0\x07"),
    *("\x1b]708;rgb:0/0/0\x07", "\x1b]3;WM_NAME=nq\x1b\\", "\x1b]52;p;?\x1b\\"),
)
# The same, "VT52 Mode"; DEC's VT52 and VT55 answered with other letters.
VT52 = ("\x1b/Z", "\x1b/A", "\x1b/C", "\x1b/H", "\x1b/J", "\x1b/K", "\x1b/L")
# kitty's manual: keyboard protocol, graphics protocol, desktop notifications, pointer shapes,
# clipboard, colour stack, XTVERSION, XTGETTCAP.
KITTY = (
    *("\x1b[?62;c", "\x1b[>1;4000;29c", "\x1bP>|kitty(0.29.2)\x1b\\", "\x1b[?25u", "\x1b[?0u"),
    *("\x1b_Gi=31;OK\x1b\\", "\x1b_Gi=31;ENOENT:no such image\x1b\\", "\x1b[?997;1n"),
    *(
        "\x1b]99;i=1:p=?;a=report\x1b\\",
        "\x1b]22;1,0,1\x1b\\",
        "\x1b]5522;type=read:status=OK\x1b\\",
    ),
    *("\x1b]21;foreground=rgb:ff/00/00;cursor=\x1b\\", "\x1bP1+r4d73=5c455d3532\x1b\\"),
    *('\x1bP@kitty-cmd{"ok": true, "data": "n q"}\x1b\\', "\x1b[?1016;2$y"),
    *("\x1b[>100;2:3:4;1:2 q", "\x1b[>1;2;3;29;30;40;100;101 q", "\x1b[4;600;800t"),
    *("\x1b]5113;ac=status;id=a;st=T0s=\x1b\\", "\x1b]99;i=n:p=close;\x1b\\", "\x1b[?997;2n"),
    *("\x1b]99;i=1;n\x1b\\", "\x1b]22;text\x1b\\", "\x1b]5522;type=write:status=DONE\x1b\\"),
    *("\x1b]52;c;\x1b\\", "\x1b[?5522;2$y", "\x1b[?2031;2$y", "\x1bP1$r0 q\x1b\\"),
    *("\x1bP0+r6e\x1b\\", "\x1b_Gi=1,p=2;OK\x1b\\", "\x1b]4;0;rgb:00/00/00\x1b\\"),
    "\x1b[48;24;80;480;640t",
)
# VTE's source (vteseq.cc): DA1, DA2, DA3, XTVERSION, DECRQSS, colours, DECRPM.
VTE = (
    *("\x1b[?62;22c", "\x1b[?65;1;9c", "\x1b[>65;6800;1c", "\x1bP!|7E565445\x1b\\"),
    *("\x1bP>|VTE(6800)\x1b\\", "\x1bP1$r0;38:2::1:2:3m\x1b\\", "\x1b[?2004;1$y"),
    "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
    *(
        "\x1b[?61;1;21;22c",
        "\x1b[>61;7600;1c",
        "\x1b[3;1;1;120;120;1;0x",
        "\x1b[0n",
        "\x1b[8;24;80t",
    ),
    *("\x1b[1t", "\x1b[2t", "\x1b[3;0;0t", "\x1b[9;48;160t", "\x1b]LTerminal\x1b\\", "\x1b]lx\x07"),
    *("\x1b[?24;80;1R", "\x1b[?997;1n", "\x1b[?11n", "\x1b[?27;0;0;5n", "\x1bP1!~ABCD\x1b\\"),
    *("\x1bP1$r2 q\x1b\\", '\x1bP1$r65;1"p\x1b\\', "\x1bP0+r\x1b\\"),
    "\x1b]666;vte.shell.precmd!\x1b\\",
)
# xterm.js, InputHandler.ts: DA1, DA2, DECRPM, DECRQSS, colours, window sizes.
XTERM_JS = (
    *("\x1b[>0;276;0c", "\x1b[?2026;2$y", '\x1bP1$r 1"q\x1b\\', "\x1b]4;255;rgb:ee/ee/ee\x1b\\"),
    *("\x1bP>|xterm.js(5.5.0)\x1b\\", "\x1b[48;24;80;384;640t"),
    *("\x1b[?1;2c", "\x1b[0n", "\x1b[?1;1R", "\x1b[4;384;640t", "\x1b[6;16;8t", "\x1b[8;24;80t"),
    *('\x1bP1$r61;1"p\x1b\\', "\x1bP1$r1;24r\x1b\\", "\x1bP1$r0m\x1b\\", "\x1bP0$r\x1b\\"),
    *("\x1b]10;rgb:ffff/ffff/ffff\x1b\\", "\x1b]12;rgb:ffff/ffff/ffff\x1b\\", "\x1b[20;4$y"),
    *("\x1b[?2;0;4096;4096S", "\x1b[?1;0;256S", "\x1b_Gi=1;OK\x1b\\", "\x1b]52;c;bg==\x07"),
)
# console_codes(4): the Linux console, and the mouse as it reports it in xterm's oldest form.
LINUX = ("\x1b[?6c", "\x1b[0n", "\x1b[24;80R", "\x1b[3n", "\x1b[M !!", "\x1b[M#nN")

BY_TERMINAL = {
    "tmux": TMUX,
    "screen": SCREEN,
    "mosh": MOSH,
    "xterm": XTERM,
    "xterm, 8 bits": XTERM_EIGHT_BITS,
    "xterm's manual": XTERM_MANUAL,
    "xterm's manual, more": XTERM_MANUAL_MORE,
    "VT52": VT52,
    "kitty": KITTY,
    "VTE": VTE,
    "xterm.js": XTERM_JS,
    "Linux console": LINUX,
}
REPLIES = tuple(dict.fromkeys(reply for replies in BY_TERMINAL.values() for reply in replies))

FOCUS = ("\x1b[I", "\x1b[O")
"""Reports that become messages, but not keys."""
