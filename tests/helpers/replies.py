"""What terminals send although nobody types: recorded replies, and those of their manuals.

Recorded on 29 November 2026 with a program that asked every question in turn: tmux 3.3a, GNU
screen 4.9.0, dvtm 0.15, mosh 1.4.0, xterm 379 with seven and with eight bits, and, one reply of
each form, VTE, kitty, xterm.js and ten more, whose versions are named beside them. Others are from
what their authors have written, named beside them; the Linux console needs a screen to be recorded.

Left out is text that no grammar tells from typing: PuTTY's answer `PuTTY` to ENQ, and the size of
the grid that Terminology tells its own programs.
"""

from __future__ import annotations

SEEN = ("\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\", "\x1bP>|xterm(390)\x1b\\", "\x1b[?62;22c")
"""What reseeded a run, switched weights off and opened the help."""

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
    "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    "\x1b[2;1;1;112;112;1;0x",
    "\x1b[3;1;1;112;112;1;0x",
)
DVTM = ("\x1b[0;0R", "\x1b[0;66R")
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
# xterm 379 where `allowTcapOps` is set.
XTERM_OPEN = (
    *("\x1bP1+r544e=787465726D;524742=38;\x1b\\", "\x1bP1+r6b63757531=1B5B41\x1b\\"),
    *("\x1bP1+R666f6e74=2D6D697363\x1b\\", "\x1bP0+r\x1b\\", "\x1b[>7;65535m"),
    *("\x1b[?0;0#Q", "\x1b[0m", "\x1b[5;900;1280t", "\x1b]5;0;rgb:0000/0000/0000\x1b\\"),
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
# VTE 0.70.6 in a window of GTK 3.
VTE = (
    *("\x1b[?65;1;9c", "\x1b[>65;7006;1c", "\x1bP!|7E565445\x1b\\", "\x1b[0n", "\x1b[1;1R"),
    *("\x1b[?1;1;1R", "\x1b[?13n", "\x1b[?27;0;0;5n", "\x1b[?57;0n", "\x1b[0*{"),
    *("\x1bP1!~0000\x1b\\", "\x1b[?1;2$y", "\x1b[2;4$y", "\x1b]4;0;rgb:0000/0000/0000\x1b\\"),
    *("\x1b]10;rgb:c000/c000/c000\x1b\\", "\x1b]11;rgb:0000/0000/0000\x07", "\x1b[1t"),
    *("\x1b[3;0;0t", "\x1b[4;456;640t", "\x1b[8;24;80t", "\x1b[9;47;160t", "\x1b]L\x1b\\"),
    *("\x1b]l\x1b\\", "\x1bP0$r\x1b\\", "\x1bP1$rr\x1b\\", "\x1bP1$r0 q\x1b\\"),
    *("\x1b[2;1;1;120;120;1;0x", "\x1b[?1;1S"),
)
# kitty 0.26.5, in seven and in eight bits; with its remote control off.
KITTY = (
    *("\x1b[?62;c", "\x1b[>1;4000;26c", "\x1b[0n", "\x1b[1;1R", "\x1b[?1;1R", "\x1b[?1;2$y"),
    *("\x1b[2;0$y", "\x1bP>|kitty(0.26.5)\x1b\\", "\x1b]4;0;rgb:0000/0000/0000\x1b\\"),
    *("\x1b]10;rgb:dddd/dddd/dddd\x1b\\", "\x1b]52;c;\x1b\\", "\x1b]52;p;\x1b\\"),
    *("\x1bP1+r544e=787465726d2d6b69747479\x1b\\", "\x1b[?0u", "\x1b_Gi=31;OK\x1b\\"),
    "\x1b_Gi=1,I=33;OK\x1b\\",
    "\x1b_Gi=31;ENOENT:Put command refers to non-existent image with id: 31 and number: 0\x1b\\",
    "\x1b_Gi=31;EBADF:Failed to open file for graphics transmission with error: [2] "
    "No such file or directory\x1b\\",
    *("\x1b_Gi=34;ENODATA:Insufficient image data: 3 < 400\x1b\\", "\x1b[0;0#Q"),
    *("\x1b[4;400;639t", "\x1b[6;20;9t", "\x1b[8;20;71t", "\x1bP1$rm\x1b\\"),
    *("\x1bP1$r1;20r\x1b\\", "\x1bP0$rs\x1b\\", "\x1bP1$r1 q\x1b\\"),
    *("\x1bP1$r1;3;38:2:1:2:3;48:5:17;58:2:9:8:7;4:3m\x1b\\", "\x9b?62;c", "\x9b>1;4000;26c"),
    *("\x9b0n", "\x9b1;5R", "\x9b?1;5R", "\x9b?1;2$y", "\x9b2;0$y", "\x90>|kitty(0.26.5)\x9c"),
    *("\x9d4;0;rgb:0000/0000/0000\x9c", "\x9d10;rgb:dddd/dddd/dddd\x9c", "\x9d52;c;\x9c"),
    *("\x9d52;p;\x9c", "\x901+r544e=787465726d2d6b69747479\x9c", "\x9b0;0#Q", "\x9b4;400;639t"),
    *("\x901$rm\x9c", "\x901$r1;20r\x9c", "\x900$rs\x9c", "\x901$r1 q\x9c"),
    "\x901$r1;3;38:2:1:2:3;48:5:17;58:2:9:8:7;4:3m\x9c",
    '\x1bP@kitty-cmd{"ok": false, "error": "Remote control is disabled"}\x1b\\',
)
# xterm.js 6.0.0 in headless Chromium, alone and with its add-ons for images and the clipboard.
XTERM_JS = (
    *("\x1b[?62;4;9;22c", "\x1b[>0;276;0c", "\x1b[0n", "\x1b[1;1R", "\x1b[?1;1R", "\x1b[?1;2$y"),
    *("\x1b[2;4$y", "\x1b]4;0;rgb:2e2e/3434/3636\x1b\\", "\x1b]10;rgb:ffff/ffff/ffff\x1b\\"),
    *("\x1b]52;p;\x07", "\x1b]52;;\x07", "\x1b[4;480;720t", "\x1b[6;20;9t", "\x1b[8;24;80t"),
    *("\x1bP1$r0m\x1b\\", "\x1bP1$r1;24r\x1b\\", "\x1bP0$r\x1b\\", "\x1bP1$r2 q\x1b\\"),
    *('\x1bP1$r61;1"p\x1b\\', '\x1bP1$r0"q\x1b\\', "\x1b[?1;0;256S", "\x1b[?2;0;720;480S"),
    *("\x1b[?3;1S", "\x1b[?1;2c"),
)
# Konsole 22.12.3.
KONSOLE = (
    *("\x1b[?62;1;4c", "\x1b[>1;115;0c", "\x1bP!|7E4B4445\x1b\\", "\x1b[0n", "\x1b[1;1R"),
    *("\x1bP>|Konsole 22.12.3\x1b\\", "\x1b]4;0;rgb:0000/0000/0000\x07"),
    *("\x1b]10;rgb:fcfc/fcfc/fcfc\x1b\\", "\x1b]1337;ReportCellSize=18.0;8.0;1.0\x07"),
    *("\x1b]11;rgb:2323/2626/2727\x07", "\x1b_Gi=31;OK\x1b\\", "\x1b_Gi=1,I=33;OK\x1b\\"),
    *("\x1b_Gi=31;ENOENT:No such image\x1b\\", "\x1b_Gi=31;ENOTSUPPORTED:\x1b\\"),
    *("\x1b[4;504;880t", "\x1b[6;18;8t", "\x1b[8;28;110t", "\x1b[2;1;1;112;112;1;0x"),
    *("\x1bP1!~0000\x1b\\", "\x1b[?1;0;256S", "\x1b[?2;0;16384;16384S", "\x1b/Z"),
)
# QTerminal 1.2.0.
QTERMINAL = (
    *("\x1b[?1;2c", "\x1b[>0;115;0c", "\x1b[0n", "\x1b[1;2R", "\x1b[2;1;1;112;112;1;0x", "\x1b/Z"),
)
# Alacritty 0.11.0.
ALACRITTY = (
    *("\x1b[?6c", "\x1b[>0;1700;1c", "\x1b[0n", "\x1b[1;1R", "\x1b]4;0;rgb:1d1d/1f1f/2121\x1b\\"),
    *("\x1b]10;rgb:c5c5/c8c8/c6c6\x1b\\", "\x1b]52;c;\x1b\\", "\x1b]52;p;\x1b\\"),
    *("\x1b]11;rgb:1d1d/1f1f/2121\x07", "\x1b[4;588;792t", "\x1b[8;28;88t"),
)
# foot 1.13.1 in Weston.
FOOT = (
    *("\x1b[?62;4;22c", "\x1b[>1;011301;0c", "\x1bP!|464f4f54\x1b\\", "\x1b[0n", "\x1b[1;1R"),
    *("\x1b[?1;2$y", "\x1bP>|foot(1.13.1)\x1b\\", "\x1b]4;0;rgb:2222/2222/2222\x1b\\"),
    *("\x1b]10;rgb:dcdc/dcdc/cccc\x1b\\", "\x1b]52;c;\x1b\\", "\x1b]11;rgb:1111/1111/1111\x07"),
    *("\x1bP1+r544e=666F6F74\x1b\\", "\x1b[?0u", "\x1b[1t", "\x1b[3;0;0t", "\x1b[4;464;693t"),
    *("\x1b[5;700;1000t", "\x1b[6;16;7t", "\x1b[8;29;99t", "\x1b[9;43;142t", "\x1bP1$r0m\x1b\\"),
    *("\x1bP1$r1;29r\x1b\\", "\x1bP0$r\x1b\\", "\x1bP1$r2 q\x1b\\"),
    *("\x1bP1$r0;1;3;4;38:2::1:2:3;48:5:17m\x1b\\", "\x1b[?1;0;1024S", "\x1b[?2;0;693;464S"),
)
# rxvt-unicode 9.30: with half of ST, or with one of eight bits, at the end of its strings.
RXVT = (
    *("\x1b[?1;2c", "\x1b[>85;95;0c", "\x1b[0n", "\x1b[1;1R", "\x1b[?1;2$y"),
    *("\x1b]4;0;rgb:0000/0000/0000\x1b", "\x1b]50;\x1b", "\x1b]702;rxvt-unicode;urxvt;9;3\x1b"),
    *("\x1b[1t", "\x1b[3;0;0t", "\x1b[4;316;496t", "\x1b[8;24;80t", "\x1b[9;24;80t", "\x1b]L\x9c"),
    *("\x1b]l\x9c", "\x1b[2;1;1;128;128;1;0x", "\x1b/Z"),
)
# st 0.9.
ST = (
    *("\x1b[?6c", "\x1b[1;1R", "\x1b]4;0;rgb:0000/0000/0000\x07"),
    "\x1b]10;rgb:e5e5/e5e5/e5e5\x07",
)
# mlterm 3.9.0.
MLTERM = (
    *("\x1b[?63;1;2;3;4;6;7;15;18;22;29c", "\x1b[>24;279;0c", "\x1bP!|000000\x1b\\", "\x1b[0n"),
    *("\x1b[1;1R", "\x1b[?1;1;1R", "\x1b[?13n", "\x1b[?27;1;0;0n", "\x1b[?57;1n", "\x1b[0*{"),
    *("\x1bP1!~0000\x1b\\", "\x1b[?1;2$y", "\x1b[2;2$y", "\x1b]4;0;rgb:0000/0000/0000\x1b\\"),
    *("\x1b]10;rgb:0000/0000/0000\x1b\\", "\x1bP1+r544e=6D6C7465726D\x1b\\", "\x1bP0+r\x1b\\"),
    *("\x1b[1t", "\x1b[3;0;0t", "\x1b[4;528;800t", "\x1b[5;900;1280t", "\x1b[6;22;10t"),
    *("\x1b[8;24;80t", "\x1b[9;40;128t", "\x1b]Licon\x1b\\", "\x1b]la title: nq?\x1b\\"),
    *("\x1bP1$r0m\x1b\\", "\x1bP1$r1;24r\x1b\\", "\x1bP1$r1;80s\x1b\\", "\x1bP1$r2 q\x1b\\"),
    *('\x1bP1$r63;1"p\x1b\\', '\x1bP1$r0"q\x1b\\', "\x1bP1$r24t\x1b\\", "\x1bP1$r80$|\x1b\\"),
    *("\x1bP1$r24*|\x1b\\", "\x1bP1$r0$}\x1b\\", "\x1bP1$r0$~\x1b\\", "\x1bP1$r1*x\x1b\\"),
    *("\x1bP1$r1;0;15,|\x1b\\", "\x1bP1$r\x1b\\", "\x1bP1$r0;1;3;4;38;5;16m\x1b\\"),
    *("\x1b[2;1;1;112;112;1;0x", "\x1bP1$u1;1;1;@;@;H;0;2;@;BB%5%5\x1b\\"),
    *("\x1bP2$u1/9/17/25/33/41/49/57/65/73\x1b\\", "\x1b[?1;0;1024S", "\x1bP0$s\x1b\\"),
    *('\x1b[24;80;1;1;1"w', "\x1b[1;0;1;1;1&w", "\x1b/Z"),
)
# Zutty 0.14.
ZUTTY = (
    *("\x1b[?64;1;9;15;21;22c", "\x1b[>64;0;0c", "\x1b[0n", "\x1b[1;1R"),
    *("\x1b]4;0;rgb:0000/0000/0000\x1b\\", "\x1b]10;rgb:ffff/ffff/ffff\x1b\\"),
)
# pterm 0.78, which is PuTTY.
PTERM = (
    *("\x1b[?6c", "\x1b[>0;136;0c", "\x1b[0n", "\x1b[1;1R", "\x1b]4;0;rgb:0000/0000/0000\x07"),
    *("\x1b[1t", "\x1b[3;0;0t", "\x1b[4;314;496t", "\x1b[8;24;80t", "\x1b]L\x1b\\"),
    *("\x1b]l\x1b\\", "\x1b[2;1;1;112;112;1;0x", "\x1b/Z"),
)
# Terminology 1.13.0.
TERMINOLOGY = (
    *("\x1b[?64;1;9;15;18;21;22c", "\x1b[>61;337;0c", "\x1bP!|7E7E5459\x1b\\", "\x1b[0n"),
    *("\x1b[1;1R", "\x1b[?1;1;1R", "\x1b[?13n", "\x1b[?27;1;0;0n", "\x1b[0000*{"),
    *("\x1bP1!~0000\x1b\\", "\x1bP>|terminology 1.13.0\x1b\\", "\x1b]10;#AAAAAA\x07"),
    *("\x1b]11;rgb:2020/2020/2020\x1b\\", '\x1bP1$r64;1"p\x1b\\', "\x1b[?1;2C"),
)
# What is newer than the recorded versions, or answers what only their own programs ask.
# kitty's manual: graphics, notifications, pointer shapes, clipboard, colour stack, remote control,
# file transfer, the cursors, the resized window, the colour scheme.
KITTY_MANUAL = (
    *("\x1b]99;i=1:p=?;a=report\x1b\\", "\x1b]22;1,0,1\x1b\\"),
    *("\x1b]5522;type=read:status=OK\x1b\\", "\x1b]21;foreground=rgb:ff/00/00;cursor=\x1b\\"),
    *('\x1bP@kitty-cmd{"ok": true, "data": "n q"}\x1b\\', "\x1b[>100;2:3:4;1:2 q"),
    *("\x1b[>1;2;3;29;30;40;100;101 q", "\x1b]5113;ac=status;id=a;st=T0s=\x1b\\"),
    *("\x1b]99;i=n:p=close;\x1b\\", "\x1b]99;i=1;n\x1b\\", "\x1b]22;text\x1b\\"),
    *("\x1b]5522;type=write:status=DONE\x1b\\", "\x1bP0+r6e\x1b\\", "\x1b_Gi=1,p=2;OK\x1b\\"),
    *("\x1b[48;24;80;480;640t", "\x1b[?997;1n", "\x1b[?997;2n", "\x1b[?5522;2$y"),
    "\x1b[?2031;2$y",
)
# VTE's source (vteseq.cc) as of 0.76, and what its shells tell it.
VTE_SOURCE = (
    *("\x1b[?61;1;21;22c", "\x1b[?62;22c", "\x1b[>61;7600;1c", "\x1bP>|VTE(7600)\x1b\\"),
    *("\x1bP1$r0;38:2::1:2:3m\x1b\\", '\x1bP1$r65;1"p\x1b\\', "\x1bP0+r\x1b\\", "\x1b[?997;1n"),
    *("\x1b]LTerminal\x1b\\", "\x1b]lx\x07", "\x1b]666;vte.shell.precmd!\x1b\\"),
)
# xterm.js's source (InputHandler.ts) after 6.0, and its add-on for the clipboard.
XTERM_JS_SOURCE = (
    *("\x1bP>|xterm.js(5.5.0)\x1b\\", '\x1bP1$r 1"q\x1b\\', "\x1b[48;24;80;384;640t"),
    *("\x1b]52;c;bg==\x07", "\x1b_Gi=1;OK\x1b\\"),
)
# console_codes(4): the Linux console, and the mouse as it reports it in xterm's oldest form.
LINUX = ("\x1b[?6c", "\x1b[0n", "\x1b[24;80R", "\x1b[3n", "\x1b[M !!", "\x1b[M#nN")

BY_TERMINAL = {
    "seen": SEEN,
    "tmux": TMUX,
    "screen": SCREEN,
    "dvtm": DVTM,
    "mosh": MOSH,
    "xterm": XTERM,
    "xterm, more": XTERM_OPEN,
    "xterm, 8 bits": XTERM_EIGHT_BITS,
    "xterm's manual": XTERM_MANUAL,
    "xterm's manual, more": XTERM_MANUAL_MORE,
    "VT52": VT52,
    "VTE": VTE,
    "kitty": KITTY,
    "xterm.js": XTERM_JS,
    "Konsole": KONSOLE,
    "QTerminal": QTERMINAL,
    "Alacritty": ALACRITTY,
    "foot": FOOT,
    "rxvt-unicode": RXVT,
    "st": ST,
    "mlterm": MLTERM,
    "Zutty": ZUTTY,
    "pterm": PTERM,
    "Terminology": TERMINOLOGY,
    "kitty's manual": KITTY_MANUAL,
    "VTE's source": VTE_SOURCE,
    "xterm.js's source": XTERM_JS_SOURCE,
    "Linux console": LINUX,
}
REPLIES = tuple(dict.fromkeys(reply for replies in BY_TERMINAL.values() for reply in replies))

FOCUS = ("\x1b[I", "\x1b[O")
"""Reports that become messages, but not keys."""
