"""Scripts worth a look: files of ours that differ from the video's by the lines that matter."""
