"""The pages: templates, one style sheet, and what fills them. No script, no build step, nothing from other hosts."""
