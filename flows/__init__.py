"""What happens to article text, from landing to export; `pipeline.py` tells the story."""
