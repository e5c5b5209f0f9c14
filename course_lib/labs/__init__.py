"""Live experiments for the notebooks: put a lab on the last line of a cell, and it shows itself."""

import logging

logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # in a browser it would say at each start that it lists its fonts

from course_lib.labs.activation import ActivationLab
from course_lib.labs.anatomy import AnatomyLab
from course_lib.labs.bent_line import BentLineLab
from course_lib.labs.block import BlockLab
from course_lib.labs.challenges import challenge
from course_lib.labs.collapse import CollapseLab
from course_lib.labs.cost_surface import CostSurfaceLab
from course_lib.labs.data_scale import DataScaleLab
from course_lib.labs.deep_or_wide import DeepOrWideLab
from course_lib.labs.descent import DescentLab
from course_lib.labs.features import FeatureLab
from course_lib.labs.folded_line import FoldLab
from course_lib.labs.graph import GraphLab
from course_lib.labs.housing import HousingLab
from course_lib.labs.image_column import ImageColumnLab
from course_lib.labs.initialization import InitializationLab
from course_lib.labs.judge import JudgeLab
from course_lib.labs.landscape import LandscapeLab
from course_lib.labs.learnt import LearntLab
from course_lib.labs.logistic import LogisticLab
from course_lib.labs.neuron import NeuronLab
from course_lib.labs.parity import ParityLab
from course_lib.labs.race import RaceLab
from course_lib.labs.search import SearchLab
from course_lib.labs.shapes import ShapeLab
from course_lib.labs.spike import SpikeLab
from course_lib.labs.step_race import StepRaceLab
from course_lib.labs.training import TrainingLab
from course_lib.labs.two_kinds import TwoKindsLab
from course_lib.labs.watch import WatchLab

# ruff: noqa: F401
__all__ = sorted(name for name in globals() if name.endswith("Lab") or name == "challenge")
